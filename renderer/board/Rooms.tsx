import type { RoomState } from '../../electron/telephony/board/ports.ts';
import type { Capabilities, PhoneCommand } from '../../electron/telephony/ports.ts';
import { t } from '../ui/board-text.ts';
import { Room } from './Room.tsx';

export interface RoomsProps {
  readonly rooms: readonly RoomState[];
  /** A phone is bound, and the station is not locked. */
  readonly mayAct: boolean;
  readonly capabilities: Capabilities;
  readonly onAct: (command: PhoneCommand) => void;
}

/** The waiting rooms, in the order of the site. */
export function Rooms({ rooms, mayAct, capabilities, onAct }: RoomsProps) {
  const mayPickUp = mayAct && capabilities.pickUp.available;
  const mayDial = mayAct && capabilities.dial.available;
  return (
    <section className="rooms" aria-labelledby="rooms">
      <h2 className="board__subtitle" id="rooms">
        {t('rooms')}
      </h2>
      {rooms.length === 0 && <p className="quiet">{t('rooms.none')}</p>}
      {rooms.map((room) => (
        <Room key={room.id} room={room} mayPickUp={mayPickUp} mayDial={mayDial} onAct={onAct} />
      ))}
    </section>
  );
}

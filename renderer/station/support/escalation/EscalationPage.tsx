import type { EscalationView } from '../../../../electron/ipc/rooms/escalation.ts';
import type { PhoneView } from '../../../../electron/ipc/rooms/telephony.ts';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useAsking } from '../../../ui/use-intent.ts';
import { Bridge } from './Bridge.tsx';
import { CallNow } from './CallNow.tsx';
import { CrisisCell } from './CrisisCell.tsx';
import { Declare } from './Declare.tsx';
import { Follow } from './Follow.tsx';
import { PreparedMail } from './PreparedMail.tsx';
import { WhoAnswers } from './WhoAnswers.tsx';
import './escalation.css';

interface EscalationPageProps {
  readonly escalation: EscalationView;
  readonly phone: PhoneView;
}

/** « Incident majeur et escalade »: the number to call now comes first, whatever else there is. */
export function EscalationPage({ escalation, phone }: EscalationPageProps) {
  const { underWay, mail, advice } = escalation;
  const asking = useAsking();
  // Nothing that is under way keeps the call from being placed.
  const calling = useAsking();
  const isMajor = underWay?.severity === 'major';
  return (
    <div className="escalation">
      <CallNow escalation={escalation} phone={phone} asking={calling} />
      {calling.failure && <FailureAlert failure={calling.failure} onClose={calling.clear} />}
      {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      {mail && advice.do === 'escalate' && <PreparedMail mail={mail} asking={asking} />}
      {underWay ? (
        <Follow escalation={escalation} underWay={underWay} asking={asking} />
      ) : (
        <Declare asking={asking} />
      )}
      {isMajor && <Bridge bridge={escalation.bridge} phone={phone} asking={asking} />}
      <div className="escalation__columns">
        <CrisisCell />
        <WhoAnswers escalation={escalation} />
      </div>
    </div>
  );
}

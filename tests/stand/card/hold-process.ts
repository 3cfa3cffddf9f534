/** Entry of a program that holds a card until it is killed: see `hold.ts`. */
import { CardMode, Client, type Reader, ReaderStatus } from 'pcsc-mini';

const client = new Client();
client.on('reader', (reader: Reader) => {
  reader.on('change', (status) => {
    if (!status.has(ReaderStatus.PRESENT) || status.has(ReaderStatus.EXCLUSIVE)) return;
    void reader.connect(CardMode.EXCLUSIVE).then(() => process.send?.('held'));
  });
});
client.on('error', () => process.exit(1));
client.start();
process.once('disconnect', () => process.exit());

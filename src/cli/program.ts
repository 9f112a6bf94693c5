/** The program: everything that goes wrong without having been expected ends here, never with a stack trace. */
import { main, reportBug } from './main.ts';

// What Node has to say about its own environment is no part of a report.
process.removeAllListeners('warning');

// Node ends with 1 on an unhandled rejection, which would read as "findings".
process.on('uncaughtException', endWith);
process.on('unhandledRejection', endWith);

main(process.argv.slice(2))
  .catch(reportBug)
  .then((code) => (process.exitCode = code));

function endWith(error: unknown): void {
  void reportBug(error).then((code) => process.exit(code));
}

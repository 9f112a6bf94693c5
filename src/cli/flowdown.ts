/** The program: everything that goes wrong without having been expected ends here, never with a stack trace. */
import { main, reportBug } from './main.ts';

// Node ends with 1 on an unhandled rejection, which would read as "findings".
process.on('uncaughtException', (error) => void reportBug(error).then((code) => process.exit(code)));
process.on('unhandledRejection', (error) => void reportBug(error).then((code) => process.exit(code)));

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  async (error: unknown) => (process.exitCode = await reportBug(error)),
);

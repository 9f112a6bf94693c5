/** The program: everything that goes wrong without having been expected ends here, never with a stack trace. */

// What Node has to say about its own environment is no part of a report; it may say it as soon as a module is loaded.
process.removeAllListeners('warning');

const { main, reportBug } = await import('./main.ts');

// Node ends with 1 on an unhandled rejection, which would read as "findings".
process.on('uncaughtException', (error) => void reportBug(error).then((code) => process.exit(code)));
process.on('unhandledRejection', (error) => void reportBug(error).then((code) => process.exit(code)));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = await reportBug(error);
}

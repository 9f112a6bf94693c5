import { workingFolder } from '../../io/process.ts';
import type { VerifyCertificateArguments } from '../commands/verify-certificate.ts';
import { askingOf, colourOption, readingOf, sizeOption, type Declare, type InputOptions } from './options.ts';

export const declareVerifyCertificate: Declare = (program, done) => {
  const command = program
    .command('verify-certificate')
    .description('verify the certificate of a check against the manifests, without checking again')
    .argument('<certificate>', 'the file that check --certificate has written')
    .argument('[paths...]', 'the folder or files that it is about; the working folder when absent')
    .option('--at <day>', 'the day that it has to be of, as YYYY-MM-DD (default: any)')
    .option(
      '--key <file>',
      'the key that has to have signed it: public, or in PEM (default: those of the configuration)',
    )
    .option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (certificate: string, paths: string[], options: VerifyCertificateArguments & InputOptions) => {
      const { runVerifyCertificate } = await import('../commands/verify-certificate.ts');
      const surroundings = {
        ...askingOf(options),
        workingFolder: workingFolder(),
        reading: readingOf(options),
      };
      done(await runVerifyCertificate(certificate, paths.length > 0 ? paths : ['.'], options, surroundings));
    },
  );
};

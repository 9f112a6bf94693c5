import { workingFolder } from '../../io/process.ts';
import type { ImportArguments } from '../commands/import.ts';
import { each, readingOf, sizeOption, type Declare, type ReadingOptions } from './options.ts';

export const declareImport: Declare = (program, done) => {
  const command = program
    .command('import')
    .description('turn files of another format into a manifest, on standard output')
    .argument('<format>', 'such as terraform, kubernetes, threagile; a wrong one lists all')
    .argument('<files...>', 'the files; several become one manifest')
    .option('-o, --output <file>', 'write the manifest to a file instead')
    .option('--force', 'replace the file when it is there already')
    .option(
      '--mapping <file>',
      'what foreign names are in manifests (default: flowdown.mapping.yaml, where there is one)',
    )
    .option('--draft-mapping', 'write a mapping with every unknown name instead of the manifest')
    .option(
      '--beside <manifest>',
      'leave out parties, zones and the like that this manifest declares; may be repeated',
      each,
    );
  sizeOption(command).action(
    async (format: string, files: string[], options: Omit<ImportArguments, 'limit'> & ReadingOptions) => {
      const { runImport } = await import('../commands/import.ts');
      done(await runImport(format, files, { ...options, limit: readingOf(options).limit }, workingFolder()));
    },
  );
};

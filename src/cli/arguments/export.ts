import { today, workingFolder } from '../../io/process.ts';
import type { ExportArguments } from '../commands/export.ts';
import { atOption, FOLDER, readingOf, sizeOption, type Declare, type SizeOptions } from './options.ts';

export const declareExport: Declare = (program, done) => {
  const command = program
    .command('export')
    .description('write one workspace in another format, on standard output')
    .argument('<format>', 'such as cyclonedx-1.6, mermaid; a wrong one lists all')
    .argument('[path]', FOLDER, '.');
  atOption(command, 'what follows from the manifests')
    .option('-o, --output <path>', 'write it to a file instead; to a folder, where there are several files')
    .option('--force', 'replace files when they are there already');
  sizeOption(command).action(async (format: string, path: string, options: ExportArguments & SizeOptions) => {
    const { openWorkspaces } = await import('../workspaces.ts');
    const { exporterOf, runExport } = await import('../commands/export.ts');
    const exporter = exporterOf(format);
    const found = openWorkspaces([path], workingFolder(), readingOf(options));
    done(await runExport(exporter, found, options, { today: today(), workingFolder: workingFolder() }));
  });
};

import { workingFolder } from '../../io/process.ts';
import type { SignArguments } from '../commands/sign.ts';
import type { Declare } from './options.ts';

export const declareSign: Declare = (program, done) => {
  program
    .command('sign')
    .description('sign manifests or packs: a detached signature is written beside each')
    .argument('[paths...]', 'manifests, or folders of packs')
    .option('--key <file>', 'the private key, Ed25519, in PEM')
    .option('--name <key>', 'what the signature calls the key (default: the digest of its public half)')
    .option('--new-key <file>', 'make a new key instead, and print its public half')
    .action(async (paths: string[], options: SignArguments) => {
      const { runSign } = await import('../commands/sign.ts');
      done(runSign(paths, options, workingFolder()));
    });
};

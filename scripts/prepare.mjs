// Builds the package where npm takes it from git. For a global install, as pre-commit makes one, npm leaves out what the
// build needs: the setting "global" reaches the install inside the clone, too.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, npm_config_global: 'false', npm_config_location: 'user' };
const npm = (...words) =>
  execFileSync('npm', words, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });

if (!existsSync(new URL('../node_modules/esbuild', import.meta.url))) {
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
}
npm('run', 'build');

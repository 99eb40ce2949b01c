// `npm run generate [-- --check]`: everything that is derived from the Rust types, from Rust's schema to TypeScript.
import { setup } from './setup.mjs';
import { must, program } from './sh.mjs';
import { types } from './types.mjs';

export async function generate({ check = false, rust } = {}) {
  const { cargo, env } = rust ?? (await setup()).native;
  const args = [
    'run',
    '--quiet',
    '--locked',
    '--package',
    'speedup-lab',
    '--features',
    'schema',
    '--bin',
    'generate',
  ];
  await must(cargo, check ? [...args, '--', '--check'] : args, { env });
  await types({ check });
  // These need npm packages, which setup installs.
  const [{ writeTerms }, { writeLessons }] = await Promise.all([
    import('./terms.mjs'),
    import('./guide.mjs'),
  ]);
  writeTerms({ check });
  writeLessons({ check });
}

await program(import.meta, (args) => generate({ check: args.includes('--check') }));

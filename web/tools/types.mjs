// `node web/tools/types.mjs [--check]`: web/generated/types.ts from the JSON Schema that the Rust types gave.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { program, ROOT, Stop } from './sh.mjs';

const SCHEMA = 'pkg/schema/types.schema.json';
const TYPES = 'web/generated/types.ts';

export async function types({ check = false } = {}) {
  const { compile } = await import('json-schema-to-typescript');
  const schema = JSON.parse(readFileSync(join(ROOT, SCHEMA), 'utf8'));
  const text = await compile(schema, 'Types', {
    additionalProperties: false,
    bannerComment: `// Generated from crate/src/plan.rs by \`npm run generate\`: change it there.`,
    style: { printWidth: 110, singleQuote: true },
    unreachableDefinitions: true,
  });
  const file = join(ROOT, TYPES);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (before === text) return;
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  const [old, now] = [before.split('\n'), text.split('\n')];
  const line = now.findIndex((value, index) => value !== old[index]);
  throw new Stop(`${TYPES} is not what ${SCHEMA} gives: run \`npm run generate\`. First difference, line ${line + 1}:
  - ${old[line] ?? ''}
  + ${now[line] ?? ''}`);
}

await program(import.meta, (args) => types({ check: args.includes('--check') }));

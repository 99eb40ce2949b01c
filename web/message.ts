/** What a plan from another page must look like before anyone looks into it. What its values mean is the core's to say. */
import type { Problem } from './generated/types.js';

/** The most fields of a plan, options of it, and values of a list. */
const MOST = 100;
/** The longest text of a field, characters; own data may be longer. */
const LONGEST = 1000;
/** The longest own data, characters. */
const LONGEST_INPUT = 20e6;

/** What is wrong with the form of a plan; `null` where nothing is. Takes no longer for a large one than for a small. */
export function problemOf(plan: unknown): Problem | null {
  if (!isRecord(plan))
    return problem('plan', plan, 'an object with the fields of a plan, each of them optional');
  return fieldsOf('plan', plan, (name, value) => {
    if (name === 'options') {
      if (!isRecord(value)) return problem(name, value, 'an object with the options of the workload');
      return fieldsOf(name, value, (option, chosen) =>
        isSimple(chosen, LONGEST) ? null : problem(option, chosen, 'a text, a number, true or false'),
      );
    }
    if (Array.isArray(value)) {
      const good = value.length <= MOST && value.every((item) => isSimple(item, LONGEST));
      return good ? null : problem(name, value, `up to ${MOST} texts or numbers`);
    }
    if (value == null || isSimple(value, name === 'input' ? LONGEST_INPUT : LONGEST)) return null;
    const most = name === 'input' ? `${LONGEST_INPUT / 1e6} million` : LONGEST;
    return problem(name, value, `a text of up to ${most} characters, a number, or a list of them`);
  });
}

/** The first problem of any field. */
function fieldsOf(
  of: string,
  record: Record<string, unknown>,
  look: (name: string, value: unknown) => Problem | null,
): Problem | null {
  let count = 0;
  for (const name in record) {
    if (++count > MOST) return problem(of, `more than ${MOST} fields`, `up to ${MOST} fields`);
    const found = look(name, record[name]);
    if (found) return found;
  }
  return null;
}

/** Whether it is what braces make, and not an array, a date, a map or the like. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isSimple(value: unknown, longest: number): boolean {
  if (typeof value === 'string') return value.length <= longest;
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Names a value in a few words, however large it is. */
function problem(field: string, value: unknown, takes: string): Problem {
  return { field: cut(field), value: nameOf(value), takes };
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'object' && value !== null)
    return isRecord(value) ? 'an object' : 'an object of another kind';
  return cut(String(value));
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

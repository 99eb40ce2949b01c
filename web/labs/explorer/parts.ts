/** What the explorer shows of a program at one moment, and of how it came to it. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ActorScene, Moment, Wait } from '../../generated/types.js';
import type { Stage } from './stage.js';
import { colourOf, whose } from './styles.js';

const chip = (name: string, actor: number): TemplateResult =>
  html`<span class="who ${whose(actor)}">${name}</span>`;

/** The program's text, with every actor beside the line that it takes next. */
export function codeList(text: string, actors: readonly ActorScene[]): TemplateResult {
  const lines = text.replace(/\n$/, '').split('\n');
  return html`<ol class="code" tabindex="0" aria-label="The program, with each actor at its next line">
    ${lines.map((line, index) => {
      const here = actors.flatMap((actor, number) => (actor.line === index + 1 ? [{ actor, number }] : []));
      const remark = line.indexOf('#');
      const [code, rest] = remark < 0 ? [line, ''] : [line.slice(0, remark), line.slice(remark)];
      return html`<li class=${here.length ? 'here' : ''}><pre>${code}<span class="remark">${rest}</span></pre><span class="marks">${here.map(
        ({ actor, number }) => chip(actor.name, number),
      )}</span></li>`;
    })}
  </ol>`;
}

/** A button for each actor: its next step, and whether it can be taken. */
export function actorButtons(moment: Moment, text: string, move: (actor: number) => void): TemplateResult {
  const lines = text.split('\n');
  return html`<ul class="actors" role="list" aria-label="Who moves next">
    ${moment.actors.map(({ name, letter, standing, words, line, locals }, actor) => {
      const statement = line ? (lines[line - 1] ?? '').split('#')[0]!.trim() : '';
      const off = standing !== 'ready';
      return html`<li>
        <button type="button" id="actor-${letter}" class=${whose(actor)} aria-disabled=${off} aria-keyshortcuts=${letter}
          @click=${() => off || move(actor)}>
          ${chip(name, actor)}<span class="visually-hidden">: </span><span></span><span class="small">${words}</span>
          <code>${statement || '\u00a0'}</code>
          <span class="small locals">${locals.map(({ name, value }) => `${name} = ${value}`).join(', ')}</span>
        </button>
      </li>`;
    })}
  </ul>`;
}

/** The steps, a row each, in the lane of the actor that took it. */
export function history(stage: Stage, text: string, go: (at: number) => void): TemplateResult {
  const lines = text.split('\n');
  const { actors } = stage.moment;
  if (!stage.steps.length) {
    return html`<p class="small">No step yet. Choose who moves first; or let a seed choose, or explore all schedules.</p>`;
  }
  return html`<div class="history" tabindex="0" role="region" aria-label="Steps so far">
    <table>
      <thead><tr><th scope="col">Step</th>${actors.map(({ name }, actor) => html`<th scope="col">${chip(name, actor)}</th>`)}</tr></thead>
      <tbody>
        ${stage.steps.map(({ actor, line, words, switches, failed }, index) => {
          const at = index + 1;
          const marks = [
            at > stage.at ? 'undone' : '',
            at === stage.at ? 'now' : '',
            switches ? 'switch' : '',
          ];
          return html`<tr class=${marks.join(' ')} aria-current=${at === stage.at ? 'step' : nothing}>
            <th scope="row"><button type="button" aria-label="Go to step ${at}" @click=${() => go(at)}>${at}</button></th>
            ${actors.map((_, lane) =>
              lane === actor
                ? html`<td class="step ${whose(actor)} ${failed ? 'failed' : ''}"><code>${(lines[line - 1] ?? '').split('#')[0]!.trim()}</code>${words}</td>`
                : html`<td></td>`,
            )}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** Shared variables, locks, semaphores and channels. */
export function memory(moment: Moment): TemplateResult {
  const { shared, mutexes, semaphores, channels, actors } = moment;
  const none = !shared.length && !mutexes.length && !semaphores.length && !channels.length;
  if (none) return html`<p class="small">This program shares nothing.</p>`;
  return html`<ul class="things" role="list" aria-label="Memory">
    ${shared.map(({ name, value }) => html`<li><span class="small kind">shared</span><code>${name}</code><span class="value">${value}</span></li>`)}
    ${mutexes.map(({ name, owner: by }) => html`<li><span class="small kind">mutex</span><code>${name}</code><span class="value">${by == null ? 'free' : html`held by ${chip(actors[by]!.name, by)}`}</span></li>`)}
    ${semaphores.map(({ name, value }) => html`<li><span class="small kind">semaphore</span><code>${name}</code><span class="value">${value}</span></li>`)}
    ${channels.map(({ name, holds, messages }) => html`<li><span class="small kind">channel for ${holds}</span><code>${name}</code><span class="value">${messages.length ? messages.join(', ') : 'empty'}</span></li>`)}
  </ul>`;
}

/** Who waits for whom: drawn, and in words. */
export function waitFor(moment: Moment): TemplateResult {
  const { waits, actors } = moment;
  const names = (numbers: readonly number[]) => numbers.map((actor) => actors[actor]!.name).join(' or ');
  return html`${graph(moment)}
    <ul class="waits" role="list" aria-label="Who waits for whom">
      ${waits.length ? nothing : html`<li class="muted">Nobody waits.</li>`}
      ${waits.map(
        ({ actor, thing, helpers, hopeless }) => html`<li class=${hopeless ? 'hopeless' : ''}>
          ${chip(actors[actor]!.name, actor)} waits for ${thing}${hopeless ? ', for ever' : ''}:
          ${helpers.length ? `${names(helpers)} ${hopeless ? 'would have to' : 'can'} end that` : 'nobody can end that'}.
        </li>`,
      )}
    </ul>`;
}

/** Height of a node and of the gap below it, pixels. */
const ROW = 44;
const BOX = 28;

/** Actors on the left, what they wait for or hold on the right; arrows from who waits, and to who holds. */
function graph({ waits, mutexes, actors }: Moment): TemplateResult | typeof nothing {
  const held = mutexes.filter(({ owner }) => owner != null).map(({ name }) => name);
  const things = [...new Set([...held, ...waits.map(({ thing }) => thing)])].sort();
  if (!things.length) return nothing;
  const height = Math.max(actors.length, things.length) * ROW;
  const row = (index: number, count: number) => (height * (index + 0.5)) / count;
  const left = (actor: number) => ({ x: 98, y: row(actor, actors.length) });
  const right = (thing: string) => ({ x: 262, y: row(things.indexOf(thing), things.length) });
  const owns = mutexes.flatMap(({ name, owner }) => (owner == null ? [] : [{ name, owner }]));
  const bad = (wait: Wait) => (wait.hopeless ? 'var(--lab-bad)' : 'var(--lab-ink)');
  const arrow = (
    from: { x: number; y: number },
    to: { x: number; y: number },
    stroke: string,
    dashed: boolean,
  ) => {
    const tip = Math.sign(to.x - from.x) * 8;
    return svg`<path d="M${from.x},${from.y} L${to.x - tip},${to.y}" fill="none" stroke=${stroke} stroke-width="2" stroke-dasharray=${dashed ? '5 4' : 'none'} />
      <path d="M${to.x},${to.y} l${-tip},-5 v10 z" fill=${stroke} />`;
  };
  return html`<svg class="graph" viewBox="0 0 360 ${height}" aria-hidden="true">
    ${owns.map(({ name, owner }) => {
      const [from, to] = [right(name), left(owner)];
      return arrow({ ...from, y: from.y + 5 }, { ...to, y: to.y + 5 }, 'var(--lab-edge)', false);
    })}
    ${waits.map((wait) => {
      const [from, to] = [left(wait.actor), right(wait.thing)];
      return arrow({ ...from, y: from.y - 5 }, { ...to, y: to.y - 5 }, bad(wait), true);
    })}
    ${actors.map(({ name }, actor) => {
      const { y } = left(actor);
      return svg`<rect x="2" y=${y - BOX / 2} width="96" height=${BOX} rx="6" fill="var(--lab-panel)" stroke=${colourOf(actor)} stroke-width="2" />
        <text x="50" y=${y + 5} text-anchor="middle" font-size="14" fill="currentColor">${name.slice(0, 11)}</text>`;
    })}
    ${things.map((name) => {
      const { y } = right(name);
      return svg`<rect x="262" y=${y - BOX / 2} width="96" height=${BOX} rx="14" fill="var(--lab-well)" stroke="var(--lab-edge)" stroke-width="1.5" />
        <text x="310" y=${y + 5} text-anchor="middle" font-size="14" fill="currentColor">${name.slice(0, 11)}</text>`;
    })}
  </svg>`;
}

/** Forward, back, and to both ends; and which step this is. */
export function stepper(stage: Stage, go: (at: number) => void, forward: () => void): TemplateResult {
  const { at, steps, last, moment, next } = stage;
  const said = last
    ? `Step ${at} of ${steps.length}: ${moment.actors[last.actor]!.name}${last.words ? `, ${last.words}` : ''}`
    : 'At the start';
  const button = (words: string, sign: string, off: boolean, press: () => void) =>
    html`<button type="button" aria-label=${words} title=${words} aria-disabled=${off} @click=${press}>${sign}</button>`;
  return html`<div class="stepper" role="group" aria-label="Steps">
    ${button('To the start', '|◀', at === 0, () => go(0))}
    ${button('Step back', '◀', at === 0, () => go(at - 1))}
    ${button('Step forward', '▶', next === undefined, forward)}
    ${button('To the end', '▶|', at === steps.length, () => go(steps.length))}
    <p class="where figures" role="status">${said}</p>
  </div>`;
}

/** A schedule that a seed chooses. */
export function seedRow(seed: string, choose: (seed: string) => void, another: () => void): TemplateResult {
  return html`<div class="seed">
    <label for="seed">Seed</label>
    <input id="seed" type="text" inputmode="numeric" autocomplete="off" maxlength="6" .value=${live(seed === 'none' ? '' : seed)}
      @change=${(event: Event) => choose((event.target as HTMLInputElement).value)} />
    <button type="button" @click=${another}>Random schedule</button>
  </div>`;
}

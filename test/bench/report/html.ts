import { ratioOf, reached, type Row } from '../harness/row.js';
import { type Figures } from '../harness/statistics.js';
import { rate, ratioText, spread } from './numbers.js';

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
  h2 { font-size: 1.05rem; margin: 2rem 0 .25rem } p { margin: .25rem 0; color: #57606a } svg { width: 100%; height: auto }
  .reached { color: #1a7f37 } .not { color: #9a6700 } li { color: #57606a }`;

/** One bar with its minimum and maximum; all bars of a row share a scale. */
function bar(at: number, label: string, figures: Figures, most: number, colour: string): string {
  const x = (value: number): number => 200 + (560 * value) / most;
  return `<g transform="translate(0 ${at})">
    <text x="192" y="15" text-anchor="end" font-size="13">${safe(label)}</text>
    <rect x="200" y="3" width="${x(figures.median) - 200}" height="16" fill="${colour}" rx="2"/>
    <path d="M${x(figures.min)} 11H${x(figures.max)}M${x(figures.min)} 6v10M${x(figures.max)} 6v10" stroke="#24292f" fill="none"/>
    <text x="${x(Math.max(figures.max, figures.median)) + 8}" y="15" font-size="13">${rate(figures.median)}</text></g>`;
}

function chart(row: Row): string {
  const sides = [
    ...(row.ours === undefined ? [] : [{ name: 'ours', figures: row.ours }]),
    ...(row.reference === undefined ? [] : [{ name: row.referenceName, figures: row.reference }]),
    ...row.also,
  ];
  const most = Math.max(...sides.map(({ figures }) => figures.max));
  const colours = ['#0969da', '#8c959f'];
  const bars = sides.map(({ name, figures }, index) =>
    bar(index * 24, name, figures, most, colours[index] ?? '#d0d7de'),
  );
  return `<svg viewBox="0 0 860 ${sides.length * 24}" role="img" aria-label="${safe(row.name)}">${bars.join('')}</svg>`;
}

function section(row: Row): string {
  const verdict = { true: 'reached', false: 'not reached', undefined: 'missing' }[String(reached(row))] ?? '';
  const tone = verdict === 'reached' ? 'reached' : 'not';
  return `<h2 id="${row.name}">${row.name} <span class="${tone}">${ratioText(ratioOf(row))} · target ${row.atMost === true ? '≤' : '≥'} ${row.target} · ${verdict}</span></h2>
  <p>${safe(row.work)}</p>${chart(row)}
  <p>${safe(row.unit)}: ours ${spread(row.ours)}; ${safe(row.referenceName)} ${spread(row.reference)}</p>
  ${row.missing.length === 0 ? '' : `<ul>${row.missing.map((why) => `<li>missing ${safe(why)}</li>`).join('')}</ul>`}`;
}

/** A page that needs nothing else: bars in SVG, the range of the rounds on each. */
export const html = (rows: readonly Row[], run: readonly string[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Entitlement Ledger, measured</title>
<style>${style}</style><h1>Entitlement Ledger, measured</h1>
${run.map((line) => `<p>${safe(line)}</p>`).join('')}
${rows.map(section).join('\n')}</html>
`;

export interface Frame {
  readonly name: string;
  /** Own and all below. */
  readonly time: number;
  readonly children: readonly Frame[];
}

const WIDTH = 1200;
const ROW = 17;
/** Narrower frames tell nothing. */
const LEAST = 1.2;

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Ours, what we build on, and the runtime each in a colour. */
function colourOf(name: string): string {
  if (/ (libs|apps)\//.test(name)) return '#f6b26b';
  if (/ (node:|bootstrap)/.test(name)) return '#d9d9d9';
  return / \S+\//.test(name) ? '#9fc5e8' : '#eeeeee';
}

/** Calls of the same name under the same caller are one. */
function merged(children: readonly Frame[]): Frame[] {
  return [...Map.groupBy(children, ({ name }) => name)].map(([name, same]) => ({
    name,
    time: same.reduce((sum, { time }) => sum + time, 0),
    children: same.flatMap((each) => each.children),
  }));
}

/** Width is time, upwards is calling; each frame tells its share when pointed at. */
export function flameGraph(root: Frame): string {
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const width = (frame.time / root.time) * WIDTH;
    if (width < LEAST) return;
    deepest = Math.max(deepest, depth);
    const share = `${((frame.time / root.time) * 100).toFixed(1)} %`;
    const label = width < 40 ? '' : safe(frame.name.slice(0, Math.floor(width / 6.2)));
    boxes.push(
      `<g><title>${safe(frame.name)} ${share}</title><rect x="${x.toFixed(1)}" y="${-(depth + 1) * ROW}" width="${width.toFixed(1)}" height="${ROW - 1}" fill="${colourOf(frame.name)}"/>` +
        (label === ''
          ? ''
          : `<text x="${(x + 2).toFixed(1)}" y="${-(depth + 1) * ROW + 12}">${label}</text>`) +
        `</g>`,
    );
    let at = x;
    for (const child of merged(frame.children).sort((a, b) => b.time - a.time)) {
      draw(child, at, depth + 1);
      at += (child.time / root.time) * WIDTH;
    }
  };
  draw(root, 0, 0);
  const height = (deepest + 1) * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 ${-height} ${WIDTH} ${height}" font-family="sans-serif" font-size="10.5">${boxes.join('\n')}</svg>\n`;
}

import { type ParkedStream } from '#projecting/parked-streams.js';
import { type GenerationStatus, type ProjectionStatus } from '#projecting/status.js';

/** `1 h 05 min`, `3 min 20 s`, `12 s`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(whole % 60).padStart(2, '0')} s` : `${whole} s`;
}

const progress = ({ phase, rebuilt, secondsLeft }: GenerationStatus): string => {
  if (phase !== 'building' || rebuilt === undefined) return '';
  const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`;
  return `  rebuilt ${Math.floor(rebuilt * 100)} %${left}`;
};

const INDENT = ' '.repeat(23);

function generationLines(model: string, each: GenerationStatus): readonly string[] {
  const { version, phase, state, position = '-', lagEvents, lagSeconds, parkedStreams, failure } = each;
  const line =
    `${model.padEnd(22)} v${version} ${phase.padEnd(9)} ${state.padEnd(11)} at ${position}` +
    `  lag ${lagEvents} events, ${Math.round(lagSeconds)} s  rate ${Math.round(each.eventsPerSecond)}/s` +
    `  parked ${parkedStreams}${progress(each)}`;
  return failure === null ? [line] : [line, `${INDENT}failed: ${failure}`];
}

function verifiedLines({ verified }: ProjectionStatus): readonly string[] {
  if (verified === undefined || verified.equal === true) return [];
  const { startedAt, equal, failure, firstDifference } = verified;
  if (equal === null) return failure === null ? [] : [`${INDENT}not verified on ${startedAt}: ${failure}`];
  const row = firstDifference ? `, first in ${firstDifference.table}: ${firstDifference.row}` : '';
  return [`${INDENT}DIFFERED from a fresh replay on ${startedAt}${row}`];
}

/** A projection for a terminal. */
export const linesOf = (status: ProjectionStatus): readonly string[] => [
  ...status.generations.flatMap((each) => generationLines(status.model, each)),
  ...verifiedLines(status),
];

export const parkedLines = (parked: ParkedStream): readonly string[] => [
  `${parked.model} (tables ${parked.generation}): ${parked.stream}`,
  `  stopped at revision ${parked.revision}, ${parked.eventType}, event ${parked.eventId}, at ${parked.position}`,
  `  ${parked.error}`,
  `  ${parked.waiting} events wait behind it; parked at ${parked.parkedAt}, tried ${parked.attempts} times`,
];

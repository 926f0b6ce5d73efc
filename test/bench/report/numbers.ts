import { type Figures } from '../harness/statistics.js';

const grouped = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });
export const rate = (value: number): string => grouped.format(value);
export const spread = (figures: Figures | undefined): string =>
  figures === undefined ? 'missing' : `${rate(figures.median)} (${rate(figures.min)}…${rate(figures.max)})`;
export const ratioText = (value: number | undefined): string =>
  value === undefined ? '–' : value.toFixed(2);

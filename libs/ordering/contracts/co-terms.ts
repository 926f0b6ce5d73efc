import { type Fulfilment, type TermModel } from './vocabulary.js';

export interface TermedLine {
  readonly termModel: TermModel;
  readonly fulfilment: Fulfilment;
}

/**
 * Whether a line shares the end of its enrollment's anchor, or sets it (R51). A membership is annual: it does neither
 * (R44).
 */
export const coTerms = ({ termModel, fulfilment }: TermedLine): boolean =>
  termModel === 'TWELVE_MONTH' && fulfilment !== 'ACCESS';

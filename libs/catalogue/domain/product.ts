import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { type Refusal } from '#kernel/refusal.js';
import { type ListProduct, type WithdrawProduct } from '../contracts/product-commands.js';
import { ProductListed, ProductWithdrawnFromSale } from '../contracts/product-events.js';
import { type ProductEvent, type ProductFacts } from '../contracts/product-facts.js';
import {
  type Fulfilment,
  type ProductKind,
  ServicesSubscriptionLicense,
  isAcademicProgram,
} from '../contracts/vocabulary.js';
import {
  AcademicProgramNeeded,
  ExamTermsMissing,
  ExamTermsUnexpected,
  MixedSmallSitePack,
  NoSuchProduct,
  ProductAlreadyListed,
  ProductAlreadyWithdrawn,
  WithdrawnBeforeSale,
} from './refusals.js';

type Decides<Command> = Decision<Readonly<Command>, ProductFacts, ProductEvent>;

/** Libraries and exam vouchers are reached with codes; a site pack is a balance (R54). */
const fulfilmentOf: Readonly<Record<ProductKind, Fulfilment>> = {
  LIBRARY_ACCESS: 'CODES',
  EXAM_CODE: 'CODES',
  SITE_PACK: 'BALANCE',
  MEMBERSHIP: 'ACCESS',
  E_LEARNING: 'ACCESS',
};

const paysExams = (kind: ProductKind): boolean => kind === 'EXAM_CODE' || kind === 'SITE_PACK';

export const listProduct: Decides<ListProduct> = (command, state) => {
  if (state.terms !== undefined) return ProductAlreadyListed({ productKey: command.productKey });
  const contradiction = contradictionIn(command);
  if (contradiction !== undefined) return contradiction;
  const { kind } = command;
  // R12, R13, I1: the license type is no choice.
  const fixed = { licenseType: ServicesSubscriptionLicense, fulfilment: fulfilmentOf[kind] } as const;
  return [event(ProductListed, { ...command, ...fixed })];
};

function contradictionIn({
  kind,
  packSize,
  families,
  provider,
  academic,
  programs,
}: ListProduct): Refusal | undefined {
  if (paysExams(kind)) {
    if (families.length === 0) return ExamTermsMissing({ kind }, '/families');
    if (provider === undefined) return ExamTermsMissing({ kind }, '/provider');
  } else {
    if (families.length > 0) return ExamTermsUnexpected({ kind }, '/families');
    if (provider !== undefined) return ExamTermsUnexpected({ kind }, '/provider');
  }
  if (kind === 'SITE_PACK' && packSize === 125 && families.includes('MOS') && families.includes('MTA')) {
    return MixedSmallSitePack({}, '/families');
  }
  const commercial = programs.findIndex((program) => !isAcademicProgram(program));
  if (academic && commercial >= 0) return AcademicProgramNeeded({}, `/programs/${commercial}`);
  return undefined;
}

export const withdrawProduct: Decides<WithdrawProduct> = ({ productKey, from }, { terms, withdrawnFrom }) => {
  if (terms === undefined) return NoSuchProduct({ productKey });
  if (withdrawnFrom !== undefined) return ProductAlreadyWithdrawn({ productKey, withdrawnFrom });
  if (from < terms.onSaleFrom) return WithdrawnBeforeSale({ onSaleFrom: terms.onSaleFrom }, '/from');
  return [event(ProductWithdrawnFromSale, { productKey, from })];
};

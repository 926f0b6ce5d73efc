import { Refusal } from '#kernel/refusal.js';
import { type CalendarDate, type Zone } from '#kernel/time.js';
import { agreementEnd, type AgreementFacts, runsOn } from '../contracts/agreement-facts.js';
import { type EnrollmentFacts } from '../contracts/enrollment-facts.js';
import { type RequestedLine } from '../contracts/order-commands.js';
import { type ResellerFacts, sellsUnder } from '../contracts/reseller-facts.js';
import {
  type DeliveryProvider,
  type ExamFamily,
  type Fulfilment,
  isAcademicProgram,
  type Program,
} from '../contracts/vocabulary.js';
import {
  AccreditationNeeded,
  EnrollmentNotActive,
  EnrollmentUnknown,
  LicenseTypeNotSold,
  MembershipEligibilityNeeded,
  NoAgreementEnd,
  OneMembership,
  OrderedProductUnknown,
  ProductDiscontinued,
  ProductNotOnSale,
  ProgramDoesNotAllow,
  TooManyCodes,
} from './order-refusals.js';
import { ResellerNotAuthorized, ResellerUnknown } from './reseller-refusals.js';

/** A product as the catalogue offers it. */
export interface Offer {
  readonly packSize: number;
  readonly families: readonly ExamFamily[];
  readonly provider?: DeliveryProvider;
  readonly fulfilment: Fulfilment;
  readonly eLearning: boolean;
  /** Of the Imagine Academy: only for who is eligible (R19, R24). */
  readonly membership: boolean;
  /** Sold to accredited academic institutions only. */
  readonly academic: boolean;
  readonly onSale: (date: CalendarDate) => boolean;
  readonly allows: (program: Program) => boolean;
}

/** The institution that an order is for. */
export interface Customer {
  readonly institutionId: string;
  readonly academic: boolean;
  readonly zone: Zone;
  readonly accreditedOn: (date: CalendarDate) => boolean;
  /** It meets the requirements of the Imagine Academy; nothing but the membership itself asks for it (R26, R71). */
  readonly membershipEligible: boolean;
}

export interface Contract {
  readonly enrollment: EnrollmentFacts;
  readonly agreement: AgreementFacts;
  readonly customer: Customer;
}

export type Offers = ReadonlyMap<string, Offer>;

/** The most codes that one order may issue. */
export const maxCodes = 100_000;

/** Who may order at all that day: under a contract that runs. There is no region that may not (R38). */
export function contractRefusal(
  { enrollment, agreement }: Contract,
  today: CalendarDate,
): Refusal | undefined {
  if (enrollment.added === undefined) return EnrollmentUnknown({}, '/enrollmentId');
  if (enrollment.added.start > today || !runsOn(agreement, today)) return EnrollmentNotActive({ today });
  return undefined;
}

/** Whether its reseller may place it that day: registered, and of a type that sells under the program (R48, R65). */
export function resellerRefusal(
  { agreement, reseller }: Pick<Contract, 'agreement'> & { readonly reseller: ResellerFacts },
  today: CalendarDate,
): Refusal | undefined {
  const program = agreement.registered?.program;
  if (reseller.registered === undefined) return ResellerUnknown({}, '/resellerId');
  if (program === undefined || !sellsUnder(reseller, program, today))
    return ResellerNotAuthorized({ today }, '/resellerId');
  return undefined;
}

/** Why the lines cannot be ordered under the contract that day, if so. */
export function linesRefusal(
  lines: readonly RequestedLine[],
  contract: Contract,
  offers: Offers,
  today: CalendarDate,
): Refusal | undefined {
  let codes = 0;
  for (const [index, line] of lines.entries()) {
    const offer = offers.get(line.productKey);
    const refused = lineRefusal(line, offer, contract, today);
    if (refused !== undefined) return new Refusal(refused.type, refused.details, `/lines/${index}`);
    if (offer?.fulfilment === 'CODES') codes += line.packs * offer.packSize;
  }
  return codes > maxCodes ? TooManyCodes({ codes, maxCodes }, '/lines') : undefined;
}

function lineRefusal(
  { productKey, packs, licenseType = 'SSL', termModel }: RequestedLine,
  offer: Offer | undefined,
  { agreement, customer }: Contract,
  today: CalendarDate,
): Refusal | undefined {
  const program = agreement.registered?.program;
  if (licenseType !== 'SSL') return LicenseTypeNotSold({ licenseType });
  if (offer === undefined) return OrderedProductUnknown({ productKey });
  if (offer.eLearning) return ProductDiscontinued({ productKey });
  if (!offer.onSale(today)) return ProductNotOnSale({ productKey, today });
  if (program === undefined || !offer.allows(program)) return ProgramDoesNotAllow({ productKey });
  const school = isAcademicProgram(program);
  if (offer.academic && !school) return ProgramDoesNotAllow({ productKey, program });
  // Nothing but accreditation is asked for: no Imagine Academy membership, and no testing-centre status (R71, R75).
  if ((offer.academic || school) && !(customer.academic && customer.accreditedOn(today)))
    return AccreditationNeeded({ productKey, today });
  if (offer.membership && !customer.membershipEligible) return MembershipEligibilityNeeded({ productKey });
  if (offer.membership && packs !== 1) return OneMembership({ productKey, packs });
  if (termModel === 'REMAINING_AGREEMENT' && agreementEnd(agreement) === undefined)
    return NoAgreementEnd({ program });
  return undefined;
}

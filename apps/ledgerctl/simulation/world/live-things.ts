import { type ExamFamily, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { type Found } from '../engine/open-simulation.js';
import { type Institution, type Person } from './institution.js';

/** A granted line that is used by codes. */
export interface Pool {
  readonly entitlementId: string;
  readonly institution: Institution;
  readonly productKey: string;
  readonly families: readonly ExamFamily[];
  readonly provider: DeliveryProvider | undefined;
  readonly capacity: number;
  /** Moves only when the agreement is terminated. */
  expiresAt: string;
  /** Issued, and with nobody yet. */
  readonly free: string[];
}

/** Voucher lists that may turn out to have been mailed to the wrong person. */
const listsRemembered = 40;

/** What can still be used: forgotten when it ends, so that a long history takes no more memory than a short one. */
export class LiveThings implements Found {
  readonly institutions = new Map<string, Institution>();
  readonly pools = new Map<string, Pool>();
  private readonly people = new Map<string, Person>();
  private readonly granted = new Map<string, string[]>();
  private readonly lists = new Map<string, readonly string[]>();

  grant(agreementId: string, entitlementId: string): void {
    this.granted.set(agreementId, [...this.entitlementsUnder(agreementId), entitlementId]);
  }

  end(agreementId: string, entitlementId: string): void {
    this.pools.delete(entitlementId);
    const left = this.entitlementsUnder(agreementId).filter((each) => each !== entitlementId);
    if (left.length > 0) this.granted.set(agreementId, left);
    else this.granted.delete(agreementId);
  }

  enter(person: Person): void {
    this.people.set(person.personRef, person);
  }

  leave({ personRef }: Person): void {
    this.people.delete(personRef);
  }

  disclose(disclosureId: string, codeIds: readonly string[]): void {
    this.lists.set(disclosureId, codeIds);
    const [oldest] = this.lists.keys();
    if (this.lists.size > listsRemembered && oldest !== undefined) this.lists.delete(oldest);
  }

  codesAssignedTo(personRef: string): readonly string[] {
    return this.people.get(personRef)?.codes ?? [];
  }

  entitlementsUnder(agreementId: string): readonly string[] {
    return this.granted.get(agreementId) ?? [];
  }

  codesDisclosed(disclosureId: string): readonly string[] {
    return this.lists.get(disclosureId) ?? [];
  }
}

import { type Binding, decisionsOf } from '#deciding/binding.js';
import { derivedId } from '#kernel/ids.js';
import { type Sealer } from '#privacy/sealer.js';
import {
  RecordAccreditation,
  RegisterInstitution,
  WithdrawAccreditation,
} from '../contracts/institution-commands.js';
import { institutionFacts } from '../contracts/institution-facts.js';
import { ErasePerson, GiveConsent, RecordPersonLeft, RegisterPerson } from '../contracts/person-commands.js';
import { personFacts } from '../contracts/person-facts.js';
import {
  AttestTechnicalRequirements,
  RecordCatcStatus,
  RecordVueCenterStatus,
  StartCatcApplication,
} from '../contracts/test-centre-commands.js';
import { recordAccreditation, registerInstitution, withdrawAccreditation } from '../domain/institution.js';
import { erasePerson, giveConsent, recordPersonLeft, registerPerson } from '../domain/person.js';
import {
  attestTechnicalRequirements,
  recordCatcStatus,
  recordVueCenterStatus,
  startCatcApplication,
} from '../domain/test-centre.js';
import { registrationFacts } from './registration.js';

const institutionId = (command: { readonly institutionId: string }): string => command.institutionId;
const personRef = (command: { readonly personRef: string }): string => command.personRef;

// The published facts are all that the decisions need: each stream has one fold.
const institutions = decisionsOf(institutionFacts)
  .on({
    command: RegisterInstitution,
    id: (_, { commandId }) => derivedId('ins', commandId),
    startsStream: true,
    decide: registerInstitution,
  })
  .on({ command: RecordAccreditation, id: institutionId, decide: recordAccreditation })
  .on({ command: WithdrawAccreditation, id: institutionId, decide: withdrawAccreditation })
  .on({ command: StartCatcApplication, id: institutionId, decide: startCatcApplication })
  .on({ command: RecordCatcStatus, id: institutionId, decide: recordCatcStatus })
  .on({ command: AttestTechnicalRequirements, id: institutionId, decide: attestTechnicalRequirements })
  .on({ command: RecordVueCenterStatus, id: institutionId, decide: recordVueCenterStatus });

const people = (sealer: Sealer) =>
  decisionsOf(personFacts)
    .on({
      command: RegisterPerson,
      id: (_, { commandId }) => derivedId('per', commandId),
      facts: registrationFacts(sealer),
      decide: registerPerson,
    })
    .on({ command: ErasePerson, id: personRef, decide: erasePerson })
    .on({ command: GiveConsent, id: personRef, decide: giveConsent })
    .on({ command: RecordPersonLeft, id: personRef, decide: recordPersonLeft });

export const institutionsDecisions = (sealer: Sealer): readonly Binding[] => [
  ...institutions.bindings,
  ...people(sealer).bindings,
];

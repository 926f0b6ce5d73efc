import { Command } from '#messages/command.js';
import { Ref, Text } from '#messages/fields.js';

const example = {
  codeId: 'cod_00000000000000000000000001',
  key: 'REG-301234567',
  caseId: 'cas_00000000000000000000000001',
};

/** What a decided case wants of a code; two persons stand behind each (I38). */
abstract class Correction {
  @Ref('cod', 'Code') codeId!: string;
  @Text('Registration or booking that the case is about', { max: 60 }) key!: string;
  @Ref('cas', 'Case that decided it') caseId!: string;
}

@Command({
  summary: 'Count a use that was reported after the late window',
  description: 'Sent when a case has decided so (E21).',
  roles: [],
  example,
})
export class AcceptLateUse extends Correction {}

@Command({
  summary: 'Take back the consumption of a code',
  description:
    'Sent when a case has decided so; the code is as it was before, or expired if its term is over.',
  roles: [],
  example,
})
export class ReverseConsumption extends Correction {}

@Command({
  summary: 'Count another use than the one that was reported first',
  description: 'Sent when a case about a double use has decided so (E18).',
  roles: [],
  example,
})
export class CountOtherUse extends Correction {}

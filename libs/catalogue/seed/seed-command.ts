import { commandIdFor } from '#deciding/identity.js';
import { type CommandClass } from '#messages/command.js';

/** Who loads reference data; its command ids are its own. */
export const loader = 'reference-data';

/** A command that is the same at every start, id included: loading twice is loading once. */
export interface SeedCommand {
  readonly commandId: string;
  readonly command: object;
  /** Commands of one subject are sent in their order, those of different subjects at once. */
  readonly subject: string;
}

/** @param step which command of the subject it is, such as `list` or `announce` */
export function seedCommand<C extends object>(
  type: CommandClass<C>,
  subject: string,
  step: string,
  fields: Readonly<C>,
): SeedCommand {
  const command = Object.assign(new type(), fields);
  return { commandId: commandIdFor(loader, `${subject}/${step}`), command, subject };
}

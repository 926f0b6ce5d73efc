import { type Projector } from '#projecting/projector.js';
import { ofCodes } from './of-codes.js';
import { ofOthers } from './of-others.js';
import { rights, sources } from './tables.js';

/** Rights that are running out or can no longer be used well, and what can be done about each. */
export class ExpiringAndStrandedProjector implements Projector {
  readonly name = 'expiring-and-stranded';
  readonly version = 3;
  readonly tables = [rights, sources];
  readonly handlers = [...ofCodes, ...ofOthers];
  /** A site pack is stranded by its entitlement, too. */
  readonly rowsOfOneStream = false;
}

import { Day, OneOf, Ref, Text } from '#messages/fields.js';
import { expiryBases, type LapseCause, lapseCauses, numberForm } from './vocabulary.js';

/*
 * No zone and no instant here: each line's product decides the zone in which its last day ends (E13), so what an
 * enrollment's orders share is a date.
 */

class Aligned {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Day('First day of the term') termStart!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @OneOf(expiryBases, 'What set the last day (I8)') expiryBasis!: (typeof expiryBases)[number];
}

/** The first invoiced 12-month order: its end binds the orders that follow while it lives (R51). */
export class AnchorEstablished extends Aligned {
  static readonly type = 'AnchorEstablished';
  static readonly version = 1;
}

export class FollowOnCoTermed extends Aligned {
  static readonly type = 'FollowOnCoTermed';
  static readonly version = 1;
  @Ref('ord', 'The order whose end it shares') anchorOrderId!: string;
  @Day("First day of the anchor's term") anchorStart!: string;
  @Day("Last day of the anchor's term, inclusive") anchorEnd!: string;
}

export class AnchorLapsed {
  static readonly type = 'AnchorLapsed';
  static readonly version = 1;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ord', 'The order that was the anchor') anchorOrderId!: string;
  @OneOf(lapseCauses, 'Why it no longer binds') cause!: LapseCause;
}

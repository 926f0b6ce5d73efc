import { type Binding } from '#deciding/binding.js';
import { agreementDecisions, enrollmentDecisions } from './agreements.js';
import { coTerminationDecisions } from './co-termination-groups.js';
import { firstOrderDecisions } from './first-orders.js';
import { pointsDecisions } from './points.js';
import { orderDecisions } from './orders.js';
import { resellerDecisions } from './resellers.js';
import { orderingPolicies, type OrderingPolicies } from './policies.js';

export { explainInvoice, type Explanation } from './explaining.js';
export { orderingPolicies, type OrderingPolicies };

/** Every command of the context, under the operator's policies. */
export const orderingDecisions = (policies: OrderingPolicies): readonly Binding[] => [
  ...agreementDecisions.bindings,
  ...enrollmentDecisions.bindings,
  ...resellerDecisions.bindings,
  ...coTerminationDecisions.bindings,
  ...firstOrderDecisions.bindings,
  ...pointsDecisions.bindings,
  ...orderDecisions(policies).bindings,
];

export { generatedSupply } from './generated-supply.js';
export { ImportedSupply, type ImportedSupplyServices } from './imported-supply.js';
export { supplyByProvider } from './supply-by-provider.js';
export { supplyDecisions } from './supply-decisions.js';
export { type SupplyServices } from './examine.js';

import { buildTemplate } from './template.js';

// The last step of `npm run build`.
await buildTemplate();

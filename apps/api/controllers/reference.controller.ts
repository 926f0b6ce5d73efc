import { Controller } from '@nestjs/common';
import { grantableRoles } from '#access/token-file.js';
import { directory } from '#catalogue/contracts/directory.js';
import { documentsAbout, type DocumentSubject, documentSubjects } from '#catalogue/contracts/documents.js';
import { familyFacts } from '#catalogue/contracts/families.js';
import { licensingOffers, source, technologies } from '#catalogue/contracts/source.js';
import { OneOf } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';

class DocumentsWanted {
  @OneOf(documentSubjects, 'Product, or EXAMS, or PROGRAMME', { optional: true }) about?: DocumentSubject;
}

const text: JsonSchema = { type: 'string' };
const listOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties },
});

/** What the source says beside its rules: whom to ask, and where to read on. */
@Controller('v1')
export class ReferenceController {
  @QueryRoute('directory', {
    operationId: 'readDirectory',
    summary: 'Whom to ask for what',
    description: 'Account manager and reseller are those of the agreement and the order.',
    roles: grantableRoles,
    answer: {
      type: 'object',
      required: ['contacts'],
      properties: {
        contacts: listOf({ contact: text, purpose: text, email: text, url: text, knownFrom: text }),
      },
    },
  })
  contacts() {
    return { contacts: directory };
  }

  @QueryRoute('documents', {
    operationId: 'listDocuments',
    query: DocumentsWanted,
    summary: 'Documents and pages on the products',
    description: 'As the source links them; whether they still answer is not checked.',
    roles: grantableRoles,
    answer: {
      type: 'object',
      required: ['documents'],
      properties: {
        documents: listOf({
          documentId: text,
          title: text,
          url: text,
          language: { ...text, description: 'BCP 47; und where it is not known' },
          subjects: { type: 'array', items: text },
        }),
      },
    },
  })
  documents(@Wanted() { query }: Asked<DocumentsWanted>) {
    return { documents: documentsAbout(query.about) };
  }

  @QueryRoute('source', {
    operationId: 'readSource',
    summary: 'The text that the rules come from, and what it says of certifications',
    roles: grantableRoles,
    answer: {
      type: 'object',
      required: ['source', 'offers', 'technologies', 'families'],
      properties: {
        source: { type: 'object', properties: { policyVersion: text, title: text, date: text } },
        offers: listOf({ key: text, title: text, orderable: { type: 'boolean' }, url: text }),
        technologies: { type: 'array', items: text },
        families: listOf({ family: text, title: text, level: text, proves: text }),
      },
    },
  })
  source() {
    const families = Object.entries(familyFacts).map(([family, facts]) => ({ family, ...facts }));
    return { source, offers: licensingOffers, technologies, families };
  }
}

import { expect, it } from '@jest/globals';
import { Configuration } from '#config/configuration.js';
import { welcome } from './welcome.js';

const told = (newDevelopmentToken: string | undefined, developmentTokenFile: string | undefined): string =>
  welcome({
    url: 'http://127.0.0.1:3000',
    configuration: new Configuration(),
    newDevelopmentToken,
    developmentTokenFile,
  });

it('shows the development token once, and then where it comes from', () => {
  expect(told('led_1', '/data/token.json')).toContain('Development token (shown once): led_1');
  expect(told(undefined, '/data/token.json')).toContain('delete /data/token.json for a new one');
});

it('says nothing of a development token where the tokens are in a file', () => {
  expect(told(undefined, undefined)).not.toContain('token');
});

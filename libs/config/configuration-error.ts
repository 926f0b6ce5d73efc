/** A value of the configuration is missing, wrong or unknown: the start stops with exit code 1 and this one sentence. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

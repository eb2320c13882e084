import { z } from 'zod';

/** zod's message for a missing value; the dialects turn it into "The … field is required." */
export const requiredMessage = 'This field is required.';

/**
 * zod does not keep the input on an issue, so "missing" and "wrong" must be told apart during validation. Imported for
 * its effect where schemas are used: the API and the console's forms.
 */
z.config({
  customError: (issue) =>
    issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
      ? requiredMessage
      : undefined,
});

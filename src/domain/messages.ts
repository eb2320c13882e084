import { z } from 'zod';

/** The message of zod for a value that was not given; the dialects turn it into "The … field is required." */
export const requiredMessage = 'This field is required.';

/**
 * zod does not keep the input on an issue, so "missing" has to be told apart from "wrong" while it is validated.
 * Imported for its effect where schemas are used: the API and the console's forms.
 */
z.config({
  customError: (issue) =>
    issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
      ? requiredMessage
      : undefined,
});

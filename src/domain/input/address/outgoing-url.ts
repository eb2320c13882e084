import { z } from 'zod';
import { singleLine } from '../text';

/** A URL that Gantry calls: http or https, without credentials (hostile-inputs row 27). */
export const outgoingUrl = singleLine(2048).refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}, 'Must be an http or https URL without user and password.');

/** A comma-separated list of e-mail addresses. */
export const emailList = singleLine(4096).superRefine((text, context) => {
  const addresses = text.split(',').map((each) => each.trim());
  if (addresses.length > 50)
    context.addIssue({ code: 'custom', message: 'Must not be more than 50 addresses.' });
  else if (addresses.some((each) => !z.email().max(254).safeParse(each).success))
    context.addIssue({ code: 'custom', message: 'Must be a comma-separated list of e-mail addresses.' });
});

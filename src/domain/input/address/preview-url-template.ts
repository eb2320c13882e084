import { singleLine } from '../text';

const MAX_BYTES = 1024;
/** Host name characters and the placeholders of deployment contract D8.2. */
const templateForm = /^(?:[A-Za-z0-9.-]|\{\{(?:pr_id|domain|random)\}\})+$/;

/** Template for the domain of a preview. */
export const previewUrlTemplate = singleLine(MAX_BYTES).refine(
  (template) => templateForm.test(template),
  'May only contain letters, digits, . - and {{pr_id}}, {{domain}}, {{random}}.',
);

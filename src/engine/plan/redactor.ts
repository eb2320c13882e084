/** Removes secrets from displayed texts, by their value and by their form. */
export { Redactor } from '../../transport/redaction/redactor';

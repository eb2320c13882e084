/** Removes secrets from texts that are shown, by their value and by their shape. */
export { Redactor } from '../../transport/redaction/redactor';

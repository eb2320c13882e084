import { AppError } from '../../../domain/error';

/** The proxy's refusal of a configuration: the one before it is still in force. */
export class RefusedByProxy extends AppError {
  constructor(readonly why: string) {
    super('internal', `The proxy refused its configuration: ${why}`);
  }
}

import { type Admission, authenticate } from '../authentication';
import { recheckDemand } from '../demand';
import type { Gateway } from '../gateway';
import type { OpenStream } from './open-streams';

/** Authenticate an open stream again, as if it were requested now. @throws AppError as `authenticate` */
export function lookAgain(gateway: Gateway, { req, info }: OpenStream): Promise<Admission> {
  const demand = recheckDemand(info.surface === 'trpc' ? 'trpc' : 'rest');
  return authenticate(gateway, { req, info, demand, headers: {} });
}

import { createServer } from 'node:net';
import { AppError } from '../domain/error';

/** Find a TCP port on the loopback interface that is free at the moment. @throws AppError internal */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new AppError('internal', 'There is no free port.'));
      });
    });
  });
}

import { appRouter } from './root';
import { t } from './trpc';

/** Create a caller of the tree in one context: what it calls passes the same gate as a request. */
export const createApiCaller = t.createCallerFactory(appRouter);

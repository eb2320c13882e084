/** Path at which the proxy's folder of the server is mounted in its container. */
export const mountedFolder = '/run/gantry';

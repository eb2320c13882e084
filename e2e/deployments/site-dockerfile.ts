/** A site that answers with this text on port 8080. Busybox as process 1 does not handle SIGTERM: it stops after its grace period. */
export const siteDockerfile = (text: string): string =>
  `FROM busybox:stable\nRUN mkdir /www && echo '${text}' > /www/index.html\nEXPOSE 8080\nCMD ["httpd", "-f", "-p", "8080", "-h", "/www"]\n`;

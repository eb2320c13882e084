/**
 * A site that answers with this text on port 8080. Busybox as process 1 does not handle SIGTERM, so that with the usual
 * stop signal each stop would take its whole grace period.
 */
export const siteDockerfile = (text: string): string =>
  `FROM busybox:stable
RUN mkdir /www && echo '${text}' > /www/index.html
EXPOSE 8080
STOPSIGNAL SIGKILL
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
`;

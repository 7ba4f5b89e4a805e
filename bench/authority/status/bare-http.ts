/** A child of the OCSP bench: what node:http does at best here, with a constant answer as long as one of OCSP. */
import http from 'node:http';

const answer = Buffer.alloc(900, 7).toString('latin1');
const headers = ['content-type', 'application/ocsp-response', 'content-length', String(answer.length)];
const server = http.createServer((request, response) => {
  request.on('data', () => {});
  request.on('end', () => response.writeHead(200, headers.slice()).end(answer, 'latin1'));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
process.once('SIGTERM', () => process.exit());

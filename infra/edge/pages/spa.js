// Before the site's bucket is asked: whatever names no file is a place within the page, which finds it by itself. It
// stands on the site's behaviour alone, so that an error of the API stays one.
function handler(event) {
  const request = event.request;
  const path = request.uri;
  if (path === '/docs' || path === '/docs/') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/api/v1/docs' } } };
  }
  if (path === '/v1' || path.startsWith('/v1/')) {
    return {
      statusCode: 404,
      statusDescription: 'Not Found',
      headers: { 'content-type': { value: 'application/problem+json' }, 'cache-control': { value: 'no-store' } },
      body: {
        encoding: 'text',
        data: JSON.stringify({
          type: 'urn:sojourn:problem:not-found', title: 'Not found', status: 404,
          detail: 'The API lies below /api: ask for /api/v1 in place of /v1.', requestId: 'edge',
        }),
      },
    };
  }
  if (!path.split('/').pop().includes('.')) {
    request.uri = '/index.html';
  }
  return request;
}

/* The peer of the empty-answer benchmark: Debian's libfcgi, one process, one thread. */
#include <fcgiapp.h>

int main(void) {
  FCGX_Request request;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0) {
    return 1;
  }
  while (FCGX_Accept_r(&request) == 0) {
    FCGX_PutS("Status: 204 No Content\r\n\r\n", request.out);
    FCGX_Finish_r(&request);
  }
  return 0;
}

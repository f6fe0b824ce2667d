// Ways out by sockets. Every address comes from the proof, which listens there itself.
#include "probe.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

#define PATIENCE_MS 300

// Waits until the socket is readable (POLLIN) or connected (POLLOUT); 0 or an errno.
static int wait_for(int sock, short event) {
  struct pollfd waited = {sock, event, 0};
  int error = 0;
  socklen_t size = sizeof error;
  if (poll(&waited, 1, PATIENCE_MS) == 0) return ETIMEDOUT;
  getsockopt(sock, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

// A connected socket, or -1 and errno.
static int reach(const struct sockaddr *address, socklen_t size, int kind) {
  int sock = socket(address->sa_family, kind | SOCK_NONBLOCK, 0);
  if (sock < 0) return -1;
  int error = connect(sock, address, size) < 0 ? errno : 0;
  if (error == EINPROGRESS) error = wait_for(sock, POLLOUT);
  if (error == 0) return sock;
  close(sock);
  errno = error;
  return -1;
}

static int reach_name(const char *host, const char *port, int kind) {
  struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = kind}, *found = NULL;
  if (getaddrinfo(host, port, &hints, &found) != 0) return errno = EINVAL, -1;
  int sock = reach(found->ai_addr, found->ai_addrlen, kind);
  int error = errno;
  freeaddrinfo(found);
  errno = error;
  return sock;
}

// What came back, on one line; empty when nothing did.
static const char *hear(int sock) {
  static char answer[200];
  ssize_t length = wait_for(sock, POLLIN) == 0 ? read(sock, answer, sizeof answer - 1) : 0;
  answer[length > 0 ? length : 0] = '\0';
  answer[strcspn(answer, "\r\n")] = '\0';
  return answer;
}

// tcp WORDS PORT ADDRESS...: says the words to the first that lets us.
static void tcp(int count, char **words) {
  for (int at = 2; at < count; at++) {
    int sock = reach_name(words[at], words[1], SOCK_STREAM);
    if (sock < 0) continue;
    dprintf(sock, "%s\r\n\r\n", words[0]);
    worked("%s answered: %s", words[at], hear(sock));
  }
  refused("%s", count > 2 ? strerror(errno) : "no address");
}

// dns NAME PORT ADDRESS...: a question for an address, as a resolver would get it.
static void dns(int count, char **words) {
  unsigned char query[300] = {0x12, 0x34, 1, 0, 0, 1};
  size_t length = 12;
  for (const char *label = words[0]; *label;) {
    size_t size = strcspn(label, ".");
    query[length++] = (unsigned char)size;
    memcpy(query + length, label, size);
    length += size;
    label += size + (label[size] == '.');
  }
  memcpy(query + length, "\0\0\1\0\1", 5);
  length += 5;
  const char *why = "no answer";
  for (int at = 2; at < count; at++) {
    int sock = reach_name(words[at], words[1], SOCK_DGRAM);
    if (sock < 0 || write(sock, query, length) < 0) why = strerror(errno);
    else if (wait_for(sock, POLLIN) == 0 && read(sock, query, sizeof query) > 0) worked("%s answered", words[at]);
  }
  refused("%s", why);
}

static int reach_unix(const char *path, int abstract) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + abstract, path, sizeof address.sun_path - 2);
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)abstract + strlen(path));
  return reach((struct sockaddr *)&address, abstract ? size : sizeof address, SOCK_STREAM);
}

static void abstract(int count, char **words) {
  (void)count;
  int sock = reach_unix(words[0], 1);
  if (sock < 0) judge(errno == ECONNREFUSED ? (errno = ENOENT, -1) : -1);
  worked("connected");
}

static void unix_socket(int count, char **words) {
  for (int at = 0; at < count; at++)
    if (reach_unix(words[at], 0) >= 0) worked("%s answers", words[at]);
  refused("%s", strerror(errno));
}

// family DOMAIN KIND PROTOCOL...: only makes the socket; nothing is sent.
static void family(int count, char **words) {
  for (int at = 0; at + 2 < count; at += 3)
    if (socket(atoi(words[at]), atoi(words[at + 1]), atoi(words[at + 2])) >= 0)
      worked("socket(%s, %s, %s)", words[at], words[at + 1], words[at + 2]);
  judge(-1);
}

// proxy FIRST-LINE WORDS: 200 means a tunnel; then the words go through it.
static void proxy(int count, char **words) {
  (void)count;
  int sock = reach_name("127.0.0.1", "3128", SOCK_STREAM);
  if (sock < 0) {
    fprintf(stderr, "no proxy: %s\n", strerror(errno));
    _exit(3);
  }
  dprintf(sock, "%s HTTP/1.1\r\nHost: x\r\n\r\n", words[0]);
  char status[200];
  for (int tries = 0; tries < 10 && !*strcpy(status, hear(sock)); tries++);
  if (strncmp(status, "HTTP/1.1 200", 12) != 0) refused("%s", status);
  dprintf(sock, "%s\r\n\r\n", words[1]);
  worked("a tunnel; behind it: %s", hear(sock));
}

static void addresses(int count, char **words) {
  struct ifaddrs *all, *each;
  (void)count, (void)words;
  if (getifaddrs(&all) < 0) judge(-1);
  for (each = all; each; each = each->ifa_next) {
    char text[NI_MAXHOST];
    if (!each->ifa_addr || each->ifa_flags & IFF_LOOPBACK || each->ifa_addr->sa_family != AF_INET) continue;
    if (getnameinfo(each->ifa_addr, sizeof(struct sockaddr_in), text, sizeof text, NULL, 0, NI_NUMERICHOST) == 0)
      printf("%s ", text);
  }
  worked("%s", "");
}

// listen PORT SECONDS: until someone comes.
static void listen_for(int count, char **words) {
  (void)count;
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[0]))};
  int yes = 1, sock = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(sock, (struct sockaddr *)&any, sizeof any) < 0 || listen(sock, 8) < 0) _exit(3);
  struct pollfd waited = {sock, POLLIN, 0};
  if (poll(&waited, 1, atoi(words[1]) * 1000) <= 0) refused("nobody came");
  int guest = accept(sock, NULL, NULL);
  dprintf(guest, "welcome\r\n");
  worked("someone came");
}

const Named NETWORK[] = {{"tcp", tcp},       {"dns", dns},     {"abstract", abstract},   {"unix", unix_socket},
                         {"family", family}, {"proxy", proxy}, {"addresses", addresses}, {"listen", listen_for},
                         {NULL, NULL}};

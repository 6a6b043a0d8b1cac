package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.TimeUnit;
import net.jr.fastcgi.ConnectionFactory;
import net.jr.fastcgi.impl.FastCGIHandler;
import net.jr.fastcgi.impl.RequestAdapter;
import net.jr.fastcgi.impl.ResponseAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Talks to clients that others wrote: jfastcgi, and Debian's cgi-fcgi when it is installed.
/// Without a body jfastcgi never ends STDIN, so that no request is complete; it is asked to send
/// one.
@Timeout(30)
class IndependentPeerTest {
  private static final Path CGI_FCGI = Path.of("/usr/bin/cgi-fcgi");

  @TempDir Path directory;

  private FastCgiServer start(boolean unix) throws IOException {
    var address =
        unix
            ? new ListenAddress.Unix(directory.resolve("socket"))
            : new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return FastCgiServer.start(
        address, FastCgiConfig.defaults().withSpoolDirectory(directory), new EchoHandler());
  }

  @ParameterizedTest
  @CsvSource({"false,1", "false,70000", "true,1", "true,200000"})
  void service_jfastcgi_getsItsBodyBack(boolean unix, int length) throws Exception {
    try (var server = start(unix)) {
      var client = new FastCGIHandler();
      client.setConnectionFactory(new Connections(server.address()));
      var response = new Response();

      client.service(new Request("x".repeat(length)), response);

      assertThat(response.status).isEqualTo(200);
      assertThat(response.body.toString(StandardCharsets.UTF_8))
          .startsWith("POST ")
          .endsWith("x".repeat(length));
    }
  }

  @Test
  void request_cgiFcgi_isAnswered() throws Exception {
    assumeTrue(Files.isExecutable(CGI_FCGI), "skipped: cgi-fcgi is not installed");
    try (var server = start(true)) {
      var builder =
          new ProcessBuilder(
              CGI_FCGI.toString(), "-bind", "-connect", directory.resolve("socket").toString());
      builder.environment().clear();
      builder.environment().put("REQUEST_METHOD", "POST");
      builder.environment().put("PATH_INFO", "/p");
      builder.environment().put("CONTENT_LENGTH", "5");
      var process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(ClientBytes.latin1("hello"));
      }

      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer).contains("Status: 200").endsWith("POST /p hello");
      assertThat(server.address()).isInstanceOf(UnixDomainSocketAddress.class);
    }
  }

  /// Sockets over any kind of address; jfastcgi uses the streams only.
  private record Connections(SocketAddress address) implements ConnectionFactory {
    @Override
    public Socket getConnection() {
      try {
        return new ChannelSocket(SocketChannel.open(address));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void releaseConnection(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class ChannelSocket extends Socket {
    private final SocketChannel channel;

    ChannelSocket(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public InputStream getInputStream() {
      return Channels.newInputStream(channel);
    }

    @Override
    public OutputStream getOutputStream() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Request(String body) implements RequestAdapter {
    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(ClientBytes.latin1(body));
    }

    @Override
    public String getRequestURI() {
      return "/p";
    }

    @Override
    public String getMethod() {
      return "POST";
    }

    @Override
    public String getServerName() {
      return "localhost";
    }

    @Override
    public int getServerPort() {
      return 80;
    }

    @Override
    public String getRemoteAddr() {
      return "127.0.0.1";
    }

    @Override
    public String getRemoteUser() {
      return "";
    }

    @Override
    public String getAuthType() {
      return "";
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public String getQueryString() {
      return "";
    }

    @Override
    public String getServletPath() {
      return "/p";
    }

    @Override
    public String getRealPath(String path) {
      return path;
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public int getContentLength() {
      return body.length();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(Collections.singleton("accept"));
    }

    @Override
    public String getHeader(String name) {
      return "text/plain";
    }
  }

  private static final class Response implements ResponseAdapter {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    @Override
    public void sendError(int error) {
      status = error;
    }

    @Override
    public void setStatus(int code) {
      status = code;
    }

    @Override
    public void sendRedirect(String location) {
      throw new AssertionError("redirected to " + location);
    }

    @Override
    public void addHeader(String name, String value) {}

    @Override
    public OutputStream getOutputStream() {
      return body;
    }
  }
}

package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// Logins of people with Chromium, at a real Keycloak, through a real Lighttpd with two workers: a
/// folder of files that only who has logged in may see, with a page that sends a request.
@Timeout(1_500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserLoginIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Where pictures of the pages go; none are taken without it.
  private static final String PICTURES = System.getProperty("stepgate.pictures", "");

  private Keycloak keycloak;
  private Site site;
  private ChromeDriver browser;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Programs.required("chromium", "chromium");
    Programs.required("chromedriver", "chromium-driver");
    keycloak = Keycloak.start();
    site = Site.prepare(directory, Site.POOL, 2);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        identity:
          issuers:
            - url: %1$s
              audiences: [stepgate]
          login:
            issuer: %1$s
            client-id: stepgate-web
        """
            .formatted(keycloak.url()),
        StandardOpenOption.APPEND);
    Files.createDirectories(site.config().resolve("policies"));
    Files.writeString(
        site.config().resolve("policies/guests.cedar"),
        """
        permit (principal in Stepgate::Group::"release", action, resource)
        unless { resource == Stepgate::Route::"/secret/" };
        """);
    Path guarded = Files.createDirectories(directory.resolve("guarded/docs"));
    Files.createDirectories(directory.resolve("guarded/secret"));
    Files.copy(
        Path.of("test-fixtures/browser/plan.html"),
        guarded.resolve("plan.html"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        directory.resolve("lighttpd.conf"),
        """
        mimetype.assign += ( ".html" => "text/html; charset=utf-8" )
        var.stepgate_guarded = "^/(docs|secret)/"
        var.stepgate_guarded_root = "%s"
        include "%s"
        """
            .formatted(
                guarded.getParent().toRealPath(),
                Path.of("lighttpd.conf.d/stepgate-authorizer.conf").toAbsolutePath()),
        StandardOpenOption.APPEND);
    site.start();
    site.awaitAllWorkers();
  }

  @AfterAll
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @BeforeEach
  void open() {
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Programs.required("chromedriver", "chromium-driver").toFile())
            .usingAnyFreePort()
            .build();
    var options = new ChromeOptions();
    options.setBinary(Programs.required("chromium", "chromium").toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // It shows pages of this test only, and root cannot have one.
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--window-size=1000,700");
    browser = new ChromeDriver(service, options);
    browser.manage().timeouts().pageLoadTimeout(LIMIT);
  }

  @AfterEach
  void quit() {
    if (browser != null) {
      browser.quit();
    }
  }

  private void show(String path) {
    browser.get(site.url() + path);
  }

  private void awaitAddress(String start) {
    new WebDriverWait(browser, LIMIT)
        .until(driver -> String.valueOf(driver.getCurrentUrl()).startsWith(start));
  }

  private String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  private void picture(String name) throws Exception {
    if (!PICTURES.isEmpty()) {
      Files.copy(
          browser.getScreenshotAs(OutputType.FILE).toPath(),
          Path.of(PICTURES, name + ".png"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Fills Keycloak's form in.
  private void logIn(String user) {
    awaitAddress(keycloak.url());
    browser.findElement(By.id("username")).sendKeys(user);
    browser.findElement(By.id("password")).sendKeys(user + "-password");
    browser.findElement(By.id("kc-login")).click();
    awaitAddress(site.url());
  }

  private Cookie cookie(String name) {
    Cookie cookie = browser.manage().getCookieNamed(name);
    assertThat(cookie).as(name).isNotNull();
    return cookie;
  }

  /// What the page's own script has seen.
  private String afterClick(String button) {
    browser.findElement(By.id(button)).click();
    new WebDriverWait(browser, LIMIT)
        .until(ExpectedConditions.textMatches(By.id("answer"), Pattern.compile("\\d+")));
    return browser.findElement(By.id("answer")).getText();
  }

  private int statusOf(String path, String cookies) throws Exception {
    return site.client().get(path, "Cookie", cookies).status();
  }

  @Test
  void t16_loginOfAPerson_endsForEveryCopyOfItsCookie() throws Exception {
    show("/docs/plan.html?x=1");
    picture("keycloak-login");
    logIn("alice");

    assertThat(browser.getCurrentUrl()).isEqualTo(site.url() + "/docs/plan.html?x=1");
    assertThat(text()).contains("The plan of the week");
    picture("guarded-page");
    Cookie session = cookie("stepgate_session");
    assertThat(session.isHttpOnly()).isTrue();
    assertThat(session.getSameSite()).isEqualTo("Lax");
    assertThat(session.getPath()).isEqualTo("/");
    assertThat(session.isSecure()).as("this site is plain http").isFalse();
    assertThat(cookie("stepgate_csrf").isHttpOnly()).isFalse();
    assertThat(((JavascriptExecutor) browser).executeScript("return document.cookie").toString())
        .contains("stepgate_csrf=")
        .doesNotContain("stepgate_session", "stepgate_logout");
    assertThat(browser.manage().getCookieNamed("stepgate_logout"))
        .as("not sent to this path")
        .isNull();

    assertThat(afterClick("with")).isEqualTo("200");
    assertThat(afterClick("without")).isEqualTo("403");

    String stolen = "stepgate_session=" + session.getValue();
    assertThat(statusOf("/stepgate/me", stolen)).isEqualTo(200);
    show("/stepgate/logout");
    assertThat(text()).contains("You are logged in as alice");
    picture("logout");
    Cookie kept = cookie("stepgate_logout");
    assertThat(kept.isHttpOnly()).isTrue();
    assertThat(kept.getPath()).isEqualTo("/stepgate/logout");
    browser.findElement(By.tagName("button")).click();
    new WebDriverWait(browser, LIMIT).until(driver -> text().contains("You are logged out"));
    picture("logged-out");
    assertThat(browser.getCurrentUrl()).isEqualTo(site.url() + "/stepgate/logout");
    assertThat(browser.manage().getCookies()).isEmpty();
    for (int i = 0; i < 4; i++) {
      assertThat(statusOf("/stepgate/me", stolen)).isEqualTo(401);
      assertThat(statusOf("/docs/plan.html", stolen)).isEqualTo(401);
    }

    browser.navigate().back();
    browser.navigate().back();
    new WebDriverWait(browser, LIMIT).until(_ -> !text().contains("logged out"));
    picture("back");
    assertThat(text()).doesNotContain("The plan of the week");

    browser.manage().addCookie(new Cookie.Builder("stepgate_session", session.getValue()).build());
    show("/docs/plan.html");
    awaitAddress(keycloak.url());
    assertThat(browser.findElement(By.id("password")).isDisplayed())
        .as("the issuer has ended its session, too")
        .isTrue();
  }

  @Test
  void pages_thatSayNo_areForPeople() throws Exception {
    show("/stepgate/oidc/callback?state=x&code=y");
    assertThat(text()).contains("Bad Request", "has not begun that login");
    picture("login-error");
    browser.findElement(By.linkText("/stepgate/login")).click();
    logIn("alice");
    show("/secret/x.html");
    assertThat(text()).contains("Forbidden");
    picture("forbidden");
    show("/stepgate/executions/none");
    picture("not-found");
    assertThat(text()).contains("Not Found");
  }

  @Test
  void execution_thatTakesLonger_isShownByAPageThatWaits() throws Exception {
    show("/stepgate/me");
    logIn("bob");
    show("/docs/plan.html");
    browser.findElement(By.id("work")).click();
    new WebDriverWait(browser, LIMIT)
        .until(ExpectedConditions.textMatches(By.id("answer"), Pattern.compile("202.*")));
    String monitor = browser.findElement(By.id("answer")).getText().substring("202 ".length());
    show(monitor);
    picture("waiting");
    new WebDriverWait(browser, LIMIT).until(_ -> !text().contains("Working on it"));
    picture("result");
  }
}

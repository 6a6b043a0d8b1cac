package org.stepgate.items;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.stepgate.asl.MapDistribution.Csv;
import org.stepgate.asl.MapDistribution.InputType;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.MapDistribution.ReaderConfig;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.ObjectStore.Caller;
import org.stepgate.tasks.ObjectStore.Place;
import org.stepgate.tasks.ObjectStore.Summary;

/// Opens the items that an ItemReader names.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html Step
///   Functions, ItemReader
public final class ItemStreams {
  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";
  private static final Csv FIRST_ROW = new Csv(List.of(), ',');
  private static final String ADDRESS = "s3://";
  private static final int MANIFEST_BYTES = 16 << 20;

  private final ObjectStore objects;
  private final Caller caller;

  /// Streams of one run.
  public ItemStreams(ObjectStore objects, Caller caller) {
    this.objects = objects;
    this.caller = caller;
  }

  /// The elements of an array.
  public static ItemStream of(JsonArray array) {
    return new ArrayItems(array);
  }

  /// The items that a reader would make of a text, which stands for what it reads: the content of
  /// an object, or the array of the objects of a listing. Their source is `source`.
  ///
  /// @throws ItemReaderException when the text is not of the reader's format, or is a manifest,
  ///   whose objects are not there
  /// @throws IOException never, as nothing is transferred
  public static ItemStream of(ItemReader reader, String text, String source) throws IOException {
    var content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    if (reader.resource().equals(LIST) && !isFlattened(reader.config())) {
      return new JsonItems(content, null, source);
    }
    return items(reader.config(), content, source);
  }

  private static boolean isFlattened(ReaderConfig config) {
    return "LOAD_AND_FLATTEN".equals(config.transformation());
  }

  private static InputType type(ReaderConfig config) {
    return config.inputType() == null ? InputType.JSON : config.inputType();
  }

  /// The items of an object or of a listing.
  ///
  /// @param arguments `Bucket`, and `Key` with or without `VersionId`, or `Prefix`
  /// @throws ItemReaderException when the arguments or the object are not what the reader needs
  /// @throws org.stepgate.tasks.ObjectStoreException when there is no such object or bucket
  /// @throws IOException when the transfer fails
  public ItemStream open(ItemReader reader, JsonObject arguments) throws IOException {
    ReaderConfig config = reader.config();
    String bucket = argument(arguments, "Bucket");
    return switch (reader.resource()) {
      case LIST -> {
        String prefix = arguments.string("Prefix");
        var listing = new ListedItems(objects, caller, bucket, prefix == null ? "" : prefix);
        yield isFlattened(config)
            ? new JoinedItems(() -> {
              Summary next = listing.nextObject();
              return next == null ? null : items(config, new Place(bucket, next.key()));
            })
            : listing;
      }
      case GET ->
          items(
              config, new Place(bucket, argument(arguments, "Key"), arguments.string("VersionId")));
      default ->
          throw new ItemReaderException(
              "The resource " + reader.resource() + " cannot be read from.");
    };
  }

  private static String argument(JsonObject arguments, String name) {
    String value = arguments.string(name);
    if (value == null) {
      throw ItemReaderException.missing(name);
    }
    return value;
  }

  private ItemStream items(ReaderConfig config, Place place) throws IOException {
    InputStream content = objects.open(caller, place);
    if (place.key().endsWith(".gz")) {
      content = new GZIPInputStream(content);
    }
    String source = "S3://" + place.bucket() + '/' + place.key();
    if ("ATHENA_DATA".equals(config.manifestType())) {
      return athenaData(content, config, source);
    }
    return type(config) == InputType.MANIFEST || config.manifestType() != null
        ? inventory(content, place.bucket(), source)
        : items(config, content, source);
  }

  private static ItemStream items(ReaderConfig config, InputStream content, String source)
      throws IOException {
    return switch (type(config)) {
      case JSON -> new JsonItems(content, config.itemsPointer(), source);
      case JSONL -> new JsonLineItems(content, source);
      case CSV -> csv(content, config.csv() == null ? FIRST_ROW : config.csv(), source);
      case PARQUET, MANIFEST ->
          throw new ItemReaderException("InputType " + type(config) + " is not supported here.");
    };
  }

  private static ItemStream csv(InputStream content, Csv csv, String source) throws IOException {
    return new CsvItems(
        content, csv.headers().isEmpty() ? null : csv.headers(), csv.delimiter(), source);
  }

  /// The rows of the files that a manifest of S3 Inventory names, in its order. The names of the
  /// columns stand in the manifest.
  private ItemStream inventory(InputStream content, String bucket, String source)
      throws IOException {
    byte[] text = whole(content, source);
    JsonObject manifest;
    try {
      manifest = (JsonObject) JsonReader.read(text, JsonLimits.NETWORK);
    } catch (JsonException | ClassCastException e) {
      throw ItemReaderException.malformed("a manifest", source, e);
    }
    String schema = manifest.string("fileSchema");
    if (!"CSV".equals(manifest.string("fileFormat"))
        || schema == null
        || !(manifest.get("files") instanceof JsonArray files)) {
      throw new ItemReaderException("The manifest " + source + " names no CSV files.");
    }
    var headers = new ArrayList<String>();
    for (String name : schema.split(",", -1)) {
      headers.add(name.strip());
    }
    Deque<String> keys = new ArrayDeque<>();
    for (JsonValue file : files) {
      if (file instanceof JsonObject entry) {
        keys.add(argument(entry, "key"));
      }
    }
    return new JoinedItems(() -> {
      String key = keys.poll();
      return key == null ? null : items(rows(headers), new Place(bucket, key));
    });
  }

  private static byte[] whole(InputStream content, String source) throws IOException {
    try (content) {
      byte[] text = content.readNBytes(MANIFEST_BYTES + 1);
      if (text.length > MANIFEST_BYTES) {
        throw new ItemReaderException(
            "The manifest " + source + " is larger than " + MANIFEST_BYTES + " bytes.");
      }
      return text;
    }
  }

  /// The items of the files that Athena's UNLOAD has written, whose addresses are the lines of the
  /// manifest.
  private ItemStream athenaData(InputStream content, ReaderConfig config, String source)
      throws IOException {
    InputType type = config.inputType();
    if (type != InputType.CSV && type != InputType.JSONL && type != InputType.PARQUET) {
      content.close();
      throw new ItemReaderException(
          "ManifestType ATHENA_DATA needs InputType CSV, JSONL or PARQUET.");
    }
    Deque<Place> places = new ArrayDeque<>();
    new String(whole(content, source), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.strip().replace("\"", ""))
        .filter(address -> !address.isEmpty())
        .forEach(address -> places.add(place(address, source)));
    var data = new ReaderConfig(type, null, null, config.csv(), config.itemsPointer(), null);
    return new JoinedItems(() -> {
      Place next = places.poll();
      return next == null ? null : items(data, next);
    });
  }

  private static Place place(String address, String source) {
    int end = address.indexOf('/', ADDRESS.length());
    if (!address.startsWith(ADDRESS) || end <= ADDRESS.length() || end == address.length() - 1) {
      throw new ItemReaderException(
          "The manifest " + source + " has a line that is no address like s3://bucket/key.");
    }
    return new Place(address.substring(ADDRESS.length(), end), address.substring(end + 1));
  }

  private static ReaderConfig rows(List<String> headers) {
    return new ReaderConfig(InputType.CSV, null, null, new Csv(headers, ','), null, null);
  }
}

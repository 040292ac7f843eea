package joyul.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named float32 tensors and text metadata in the safetensors format, which Python reads: eight bytes of header length,
 * little-endian; a JSON header padded with spaces to a multiple of eight; then the numbers, little-endian, in the order
 * of the header.
 *
 * @param metadata free text by key; empty where there is none
 */
public record SafeTensors(Map<String, Values> tensors, Map<String, String> metadata) {
    private static final int LARGEST_HEADER = 100_000_000;
    private static final JsonMapper JSON = new JsonMapper();

    /** One tensor: its shape, and its numbers in row-major order. */
    public record Values(List<Long> shape, float[] numbers) {
        public Values {
            shape = List.copyOf(shape);
        }
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject("__metadata__");
            metadata.forEach(texts::put);
        }
        long offset = 0;
        for (Map.Entry<String, Values> entry : tensors.entrySet()) {
            long end = offset + 4L * entry.getValue().numbers().length;
            ObjectNode node = header.putObject(entry.getKey()).put("dtype", "F32");
            entry.getValue().shape().forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        byte[] length = new byte[8];
        littleEndian(length).putLong(padded);
        out.write(length);
        out.write(json);
        out.write(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
        for (Values values : tensors.values()) {
            byte[] bytes = new byte[4 * values.numbers().length];
            littleEndian(bytes).asFloatBuffer().put(values.numbers());
            out.write(bytes);
        }
    }

    /** Reads a file of float32 tensors. */
    public static SafeTensors read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e + "; check the path", e);
        }
        ByteBuffer bytes = littleEndian(content);
        long length = content.length < 8 ? -1 : bytes.getLong();
        if (length < 2 || length > LARGEST_HEADER || 8 + length > content.length) {
            throw broken(file, "its header is cut off or not of this format");
        }
        try {
            JsonNode header = JSON.readTree(content, 8, (int) length);
            return parse(file, header, bytes.slice(8 + (int) length, content.length - 8 - (int) length));
        } catch (JacksonException e) {
            throw broken(file, "its header is not JSON");
        }
    }

    private static SafeTensors parse(Path file, JsonNode header, ByteBuffer data) {
        Map<String, Values> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            JsonNode node = entry.getValue();
            if (entry.getKey().equals("__metadata__")) {
                node.properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asString()));
                continue;
            }
            if (!node.path("dtype").asString().equals("F32")) {
                throw broken(file, "tensor " + entry.getKey() + " is not float32");
            }
            List<Long> shape =
                    node.path("shape").valueStream().map(JsonNode::asLong).toList();
            long start = node.path("data_offsets").path(0).asLong();
            long end = node.path("data_offsets").path(1).asLong();
            double size = shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
            if (start < 0 || end > data.capacity() || end - start != 4 * size) {
                throw broken(
                        file,
                        "tensor " + entry.getKey() + " reaches beyond the " + data.capacity()
                                + " bytes of data that are there");
            }
            float[] numbers = new float[(int) size];
            data.slice((int) start, (int) (end - start))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(numbers);
            tensors.put(entry.getKey(), new Values(shape, numbers));
        }
        return new SafeTensors(tensors, metadata);
    }

    private static InputException broken(Path file, String why) {
        return new InputException(file + " is not a whole safetensors file: " + why + "; write it again");
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

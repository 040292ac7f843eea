package joyul.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.Guarded;
import joyul.check.InputException;
import joyul.check.Quote;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named float32 tensors, float64 series and text metadata in the safetensors format, which Python reads: eight bytes of
 * header length, little-endian; a JSON header padded with spaces to a multiple of eight; then the numbers, little-endian,
 * in the order of the header.
 *
 * @param series lists of float64 numbers by name, such as a run's losses; a name is that of a tensor or of a series
 * @param metadata free text by key; empty where there is none
 */
public record SafeTensors(Map<String, Values> tensors, Map<String, double[]> series, Map<String, String> metadata) {
    private static final int LARGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final JsonMapper JSON = new JsonMapper();

    /** One tensor: its shape, and its numbers in row-major order. */
    public record Values(List<Long> shape, float[] numbers) {
        public Values {
            shape = List.copyOf(shape);
        }
    }

    /** Tensors without a series. */
    public SafeTensors(Map<String, Values> tensors, Map<String, String> metadata) {
        this(tensors, Map.of(), metadata);
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
            Values values = entry.getValue();
            offset = describe(header, entry.getKey(), Type.F32, values.shape(), values.numbers().length, offset);
        }
        for (Map.Entry<String, double[]> entry : series.entrySet()) {
            int length = entry.getValue().length;
            offset = describe(header, entry.getKey(), Type.F64, List.of((long) length), length, offset);
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
        byte[] eight = new byte[8];
        for (double[] numbers : series.values()) {
            for (double number : numbers) {
                littleEndian(eight).putDouble(number);
                out.write(eight);
            }
        }
    }

    private static long describe(ObjectNode header, String name, Type type, List<Long> shape, int length, long offset) {
        long end = offset + (long) type.bytes * length;
        ObjectNode node = header.putObject(name).put("dtype", type.name());
        shape.forEach(node.putArray("shape")::add);
        node.putArray("data_offsets").add(offset).add(end);
        return end;
    }

    /**
     * Reads a file of such tensors; what it says of itself is checked before any memory is taken for it.
     *
     * @throws InputException if it is no regular file, or not a whole one of this format
     */
    public static SafeTensors read(Path file) {
        InputFile.requireRegular(file);
        return Guarded.read(file.toString(), () -> {
            try (FileChannel channel = FileChannel.open(file)) {
                return new Reader(file, channel).read();
            } catch (JacksonException e) {
                throw broken(file, "its header is not JSON");
            } catch (IOException e) {
                throw new InputException("cannot read " + file + ": " + e.getMessage() + "; check the path", e);
            }
        });
    }

    /** The number formats that are read. */
    private enum Type {
        F32(4),
        F64(8);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /** What the header says of one tensor. */
    private record Entry(String name, Type type, List<Long> shape, int length, long start) {}

    /** Reads one file. */
    private record Reader(Path file, FileChannel channel) {
        SafeTensors read() throws IOException {
            long size = channel.size();
            long length = size < 8 ? -1 : bytes(0, 8).getLong();
            if (length < 2 || length > LARGEST_HEADER || length > size - 8) {
                throw broken(file, "its header is cut off or not of this format");
            }
            JsonNode header = JSON.readTree(bytes(8, (int) length).array());
            if (!header.isObject()) {
                throw broken(file, "its header is not a JSON object");
            }
            long data = 8 + length;
            Map<String, String> metadata = new LinkedHashMap<>();
            List<Entry> entries = new ArrayList<>();
            long total = 0;
            for (Map.Entry<String, JsonNode> each : header.properties()) {
                if (each.getKey().equals("__metadata__")) {
                    each.getValue().properties().forEach(text -> metadata.put(text.getKey(), text(text)));
                } else {
                    Entry entry = entry(each.getKey(), each.getValue(), size - data);
                    entries.add(entry);
                    total += (long) entry.length * entry.type.bytes;
                }
            }
            // Tensors that share their bytes could ask for any amount of memory.
            if (total > size - data) {
                throw broken(file, "its tensors overlap");
            }
            Map<String, Values> tensors = new LinkedHashMap<>();
            Map<String, double[]> series = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (entry.type == Type.F32) {
                    tensors.put(entry.name, new Values(entry.shape, floats(entry, data)));
                } else {
                    series.put(entry.name, doubles(entry, data));
                }
            }
            return new SafeTensors(tensors, series, metadata);
        }

        private String text(Map.Entry<String, JsonNode> each) {
            if (!each.getValue().isString()) {
                throw broken(file, "its metadata " + Quote.of(each.getKey()) + " is not text");
            }
            return each.getValue().asString();
        }

        private Entry entry(String name, JsonNode node, long size) {
            String format = node.path("dtype").isString() ? node.path("dtype").asString() : "";
            List<Long> shape = wholes(name, node.path("shape"));
            if (!format.equals("F32") && !(format.equals("F64") && shape.size() == 1)) {
                throw broken(file, "tensor " + Quote.of(name) + " is not float32");
            }
            List<Long> offsets = wholes(name, node.path("data_offsets"));
            Type type = Type.valueOf(format);
            double bytes = shape.stream().mapToDouble(Long::doubleValue).reduce(type.bytes, (a, b) -> a * b);
            // In this order nothing can overflow.
            if (offsets.size() != 2
                    || offsets.get(1) > size
                    || offsets.get(0) > offsets.get(1)
                    || offsets.get(1) - offsets.get(0) != bytes) {
                throw broken(
                        file,
                        "tensor " + Quote.of(name) + " reaches beyond the " + size + " bytes of data that are there");
            }
            if (bytes / type.bytes > Integer.MAX_VALUE - 8) {
                throw broken(file, "tensor " + Quote.of(name) + " holds more than 2^31 numbers");
            }
            return new Entry(name, type, shape, (int) (bytes / type.bytes), offsets.get(0));
        }

        /** The whole numbers from 0 on that a list must consist of. */
        private List<Long> wholes(String name, JsonNode list) {
            List<Long> numbers = new ArrayList<>();
            for (JsonNode each : list.values()) {
                if (!each.isIntegralNumber() || !each.canConvertToLong() || each.asLong() < 0) {
                    throw broken(
                            file,
                            "the shape or place of tensor " + Quote.of(name) + " has " + Quote.name(each.toString())
                                    + " where a whole number from 0 on must be");
                }
                numbers.add(each.asLong());
            }
            return numbers;
        }

        private float[] floats(Entry entry, long data) throws IOException {
            float[] numbers = new float[entry.length];
            for (int done = 0; done < numbers.length; done += CHUNK) {
                int count = Math.min(CHUNK, numbers.length - done);
                bytes(data + entry.start + 4L * done, 4 * count).asFloatBuffer().get(numbers, done, count);
            }
            return numbers;
        }

        private double[] doubles(Entry entry, long data) throws IOException {
            double[] numbers = new double[entry.length];
            for (int done = 0; done < numbers.length; done += CHUNK) {
                int count = Math.min(CHUNK, numbers.length - done);
                bytes(data + entry.start + 8L * done, 8 * count)
                        .asDoubleBuffer()
                        .get(numbers, done, count);
            }
            return numbers;
        }

        private ByteBuffer bytes(long start, int count) throws IOException {
            ByteBuffer bytes = littleEndian(new byte[count]);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw broken(file, "it became shorter while it was read");
                }
            }
            return bytes.flip();
        }
    }

    private static InputException broken(Path file, String why) {
        return new InputException(file + " is not a whole safetensors file: " + why + "; write it again");
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

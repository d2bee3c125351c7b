@org.jspecify.annotations.NullMarked
package io.backstay.app.schedule;
